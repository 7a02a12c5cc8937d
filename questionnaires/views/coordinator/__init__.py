"""What RSS coordinators meet: the board, review, the aggregate."""
