// The rows of page views.

export interface PageViewRow {
  session: string;
  at: number;
  url: string;
  title: string | null;
}

export interface VisitSchema {
  page_view: PageViewRow;
}
