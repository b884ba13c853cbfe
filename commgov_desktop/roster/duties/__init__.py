"""五必查、五必访: standing checks and visits, whom they concern and how often; what is due, done and overdue."""
