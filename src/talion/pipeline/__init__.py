"""Where the stages meet: one function for each verb of the product."""
