import { Button, type ButtonProps } from "@mantine/core";
import { Link } from "@tanstack/react-router";

/** A link that looks like a button, for where the next step is another page. */
export function ButtonLink({
  to,
  search,
  ...props
}: { to: string; search?: Record<string, string> | undefined } & ButtonProps) {
  const more = search === undefined ? {} : { search: search as never };
  return <Button variant="default" {...props} renderRoot={(root) => <Link to={to} {...more} {...root} />} />;
}
