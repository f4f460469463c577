"""For colcon alone, which builds Python packages in no other way; pip reads pyproject.toml."""

import tomllib
from glob import glob

from setuptools import Distribution, find_namespace_packages, setup

with open("pyproject.toml", "rb") as file:
    PROJECT = tomllib.load(file)["project"]


class Plain(Distribution):
    """Leaves pyproject.toml alone: the setuptools of ROS 2 is older than what is written there."""

    def parse_config_files(self, filenames=None, ignore_option_errors=False):
        """Read what colcon needs and nothing else."""
        super().parse_config_files(filenames or ["setup.cfg"], ignore_option_errors)


setup(
    distclass=Plain,
    name=PROJECT["name"],
    version=PROJECT["version"],
    packages=find_namespace_packages(
        include=["agent", "agent.*", "sims", "sims.*"], exclude=["*.__pycache__"]
    ),
    # Adapters, references and pages lie among the modules.
    package_data={"": ["*"]},
    data_files=[
        ("share/ament_index/resource_index/packages", ["resource/handily"]),
        ("share/handily", ["package.xml"]),
        ("share/handily/launch", glob("launch/*.launch.yaml")),
        ("share/handily/launch/config", glob("launch/config/*")),
    ],
    entry_points={
        "console_scripts": [f"{name} = {target}" for name, target in PROJECT["scripts"].items()]
    },
    # By this extra colcon knows that the tests are pytest's.
    extras_require={"test": ["pytest"]},
)
