"""How the documentation is built: `sphinx-build -W -b html docs docs/_build`."""

import sys
from importlib.metadata import version as installed_version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "Talion"
author = "The Talion authors"
release = installed_version("talion")
extensions = ["myst_parser", "sphinx.ext.autodoc", "from_code"]

source_suffix = {".md": "markdown", ".rst": "restructuredtext"}
exclude_patterns = ["_build", "_ext", "reference/generated", "discussion/tables"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

# `code` in a docstring is code, as in Markdown, and no link that may be broken.
default_role = "code"
autodoc_typehints = "signature"
autodoc_member_order = "bysource"
python_use_unqualified_type_names = True

html_theme = "furo"
html_title = "Talion"
html_copy_source = False
html_show_sphinx = False
