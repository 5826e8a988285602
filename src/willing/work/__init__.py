"""Work on a long row of tasks: in this process or in several, in order, in bounded memory.

What the work is does not matter here. `here` does it in this process, `pool` in several;
`attempt` is what both make of one task: its result, or why there is none.
"""
