// Sets the colour scheme before the first paint: `?theme=`, then what was chosen in Account, then the system's.
(() => {
  let wanted = new URLSearchParams(location.search).get("theme");
  try {
    wanted ||= JSON.parse(localStorage.getItem("binnacle.preferences") || "{}").theme;
  } catch {
    // No storage: the system's scheme decides.
  }
  const dark = wanted === "dark" || (wanted !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
})();
