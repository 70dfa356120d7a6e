import { createTheme, defaultVariantColorsResolver, type MantineColorsTuple } from "@mantine/core";

const accent = Array.from({ length: 10 }, () => "var(--accent)") as unknown as MantineColorsTuple;

/** Mantine with our measures; its colours come from styles/mantine.css. */
export const theme = createTheme({
  primaryColor: "accent",
  primaryShade: 6,
  colors: { accent },
  variantColorResolver: (input) => {
    const colors = defaultVariantColorsResolver(input);
    // Mantine writes white on every filled control; ours must stay readable on the light accent of the dark theme.
    return input.variant === "filled" ? { ...colors, color: "var(--accent-on)" } : colors;
  },
  fontFamily: "var(--font)",
  fontFamilyMonospace: "var(--font-mono)",
  defaultRadius: "sm",
  respectReducedMotion: true,
  cursorType: "pointer",
  components: {
    Button: { defaultProps: { size: "compact-sm", fz: 13, h: 32, px: 14, fw: 600 } },
    ActionIcon: { defaultProps: { variant: "default", size: 32 } },
    TextInput: { defaultProps: { size: "sm" } },
    PasswordInput: { defaultProps: { size: "sm" } },
    Select: { defaultProps: { size: "sm", allowDeselect: false, comboboxProps: { transitionProps: { duration: 0 } } } },
    Menu: { defaultProps: { transitionProps: { duration: 0 }, position: "bottom-end", shadow: "none", width: 220 } },
    Popover: { defaultProps: { transitionProps: { duration: 0 }, shadow: "none" } },
    Modal: {
      defaultProps: {
        transitionProps: { duration: 0 },
        overlayProps: { backgroundOpacity: 0.45 },
        closeButtonProps: { "aria-label": "Close" },
        radius: "md",
      },
    },
    Tooltip: { defaultProps: { transitionProps: { duration: 0 }, openDelay: 400 } },
  },
});
