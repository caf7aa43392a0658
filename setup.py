"""What setup.cfg has no words for: the translations travel inside a package of the product."""

from setuptools import find_packages, setup

TEXTS = "engine.language.texts"

setup(
    packages=[*find_packages(include=["engine*", "terminal*", "web*"]), TEXTS],
    package_dir={TEXTS: "translations"},
)
