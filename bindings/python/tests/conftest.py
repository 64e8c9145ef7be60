"""What all tests share."""

from hypothesis import settings

# A busy machine is no bug.
settings.register_profile("ringwise", deadline=None)
settings.load_profile("ringwise")
