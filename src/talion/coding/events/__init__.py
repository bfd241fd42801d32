"""Mentions of acts with their days, places, tolls and voices, put together into events, within and across reports."""
