"""The language-model reader: what a model proposes is kept only where the document bears it out.

The way of a page through it: `chunks` cuts it, `prompt` puts the question, `client` and
`transport` ask any OpenAI-compatible server, `answers` reads what comes back, and `check` decides,
proposal by proposal, with no trust in the model at all. `merge` joins it with the rule reader.
"""
