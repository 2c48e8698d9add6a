/// Writes Fernhill Scheduling, the invented company.
