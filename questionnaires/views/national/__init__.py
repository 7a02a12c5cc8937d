"""What national officers meet: rounds, and what regions and RSS have sent in."""
