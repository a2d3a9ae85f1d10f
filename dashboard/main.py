"""The script of every page: what the registry declares, drawn inside the frame."""

from dashboard.registry import PAGES
from dashboard.views.frame import draw_page

draw_page(PAGES)
