"""Many reports, as dependable as a database: the job table, who works on it, what is written over all of it."""
