import { SegmentedControl, Switch } from "@mantine/core";
import { useSession } from "../../entities/session";
import { roleLabel } from "../../entities/user";
import { ChangePasswordForm } from "../../features/change-password/ChangePasswordForm";
import { type Preferences, setPreferences, usePreferences } from "../../shared/preferences/preferences";
import { Timestamp } from "../../shared/time";
import { Card, Fact, PageBody, PageHeader } from "../../shared/ui";
import classes from "./AccountPage.module.css";

export default function AccountPage() {
  const session = useSession();
  const preferences = usePreferences();
  return (
    <>
      <PageHeader
        title={session.user.displayName}
        facts={
          <>
            <Fact label="Sign-in name">{session.user.name}</Fact>
            <Fact label="Role">{roleLabel(session.user.role)}</Fact>
            <Fact label="Session ends">
              <Timestamp at={session.expiresAt} />
            </Fact>
          </>
        }
      />
      <PageBody>
        <div className={classes.grid}>
          <Card title="This browser">
            <div className={classes.settings}>
              <div>
                <p className={classes.label} id="theme-label">
                  Theme
                </p>
                <SegmentedControl
                  aria-labelledby="theme-label"
                  value={preferences.theme}
                  onChange={(theme) => setPreferences({ theme: theme as Preferences["theme"] })}
                  data={[
                    { value: "system", label: "As the system" },
                    { value: "light", label: "Light" },
                    { value: "dark", label: "Dark" },
                  ]}
                />
              </div>
              <Switch
                label="Single-letter keys"
                description="G then I, T then L, Y and the like. Ctrl K always works."
                checked={preferences.letterKeys}
                onChange={(event) => setPreferences({ letterKeys: event.currentTarget.checked })}
              />
            </div>
          </Card>
          <Card title="Password">
            <ChangePasswordForm />
          </Card>
        </div>
      </PageBody>
    </>
  );
}
