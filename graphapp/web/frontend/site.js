// What every page loads: the parts of GOV.UK Frontend that our pages have. Pages work without it.
import { createAll, ErrorSummary, ServiceNavigation } from "govuk-frontend";

createAll(ServiceNavigation);
createAll(ErrorSummary);
