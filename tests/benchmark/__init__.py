"""Whether the service starts, answers and bears load as it should: run by hand, not collected by pytest.

python -m tests.benchmark.startup    start to first answer, memory
python -m tests.benchmark.article    one article by length and stage
python -m tests.benchmark.corpora    an archive: speed, resuming, Ray, memory
python -m tests.benchmark.load       many clients at once
"""
