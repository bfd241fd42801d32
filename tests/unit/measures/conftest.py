"""A busy machine is no failure: what an example proves does not depend on how long it takes."""

from hypothesis import settings

settings.register_profile("without a deadline", deadline=None)
settings.load_profile("without a deadline")
