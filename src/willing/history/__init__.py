"""How right have the models been: past cases, forecasts made without them, and their scores."""
