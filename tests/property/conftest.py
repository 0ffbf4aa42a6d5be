"""Properties hold however busy the machine is: examples have no time limit of their own, a test has pytest's."""

from hypothesis import settings

settings.register_profile("fauxmon", deadline=None)
settings.load_profile("fauxmon")
