"""A fuzzer with a budget: `python -m tests.fuzz --seconds 600 --seed 1` looks for what no test thought of."""
