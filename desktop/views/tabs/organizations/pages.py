"""Pages of the tab 组织."""

from desktop.views.tabs.organizations.organizations import OrganizationsPage

PAGES = {"organizations": OrganizationsPage}
