"""What schedules batches: the processes of this machine, or a Ray cluster. Neither knows what is done to a batch."""
