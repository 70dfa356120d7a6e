package io.binnacle.cmdb.discovery.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PackagesTest {

    @Test
    void onlyInstalledDebianPackagesAreRead() {
        assertThat(DpkgStatus.parse("""
            Package: openssh-server
            Status: install ok installed
            Priority: optional
            Section: net
            Installed-Size: 1868
            Maintainer: Debian OpenSSH Maintainers <debian-ssh@lists.debian.org>
            Architecture: amd64
            Source: openssh
            Version: 1:9.2p1-2+deb12u3
            Conffiles:
             /etc/default/ssh 500e3cf069fe9a7b9936108eb9d9c035
            Description: secure shell (SSH) server
             This is the portable version of OpenSSH.
             Package: not-a-package

            Package: gone
            Status: deinstall ok config-files
            Version: 1

            Package: libc6
            Status: hold ok installed
            Architecture: amd64
            Source: glibc (2.36-9)
            Version: 2.36-9+deb12u7
            """)).containsExactly(
                new InstalledPackage("dpkg", "openssh-server", "1:9.2p1-2+deb12u3", "amd64", "net",
                        "Debian OpenSSH Maintainers <debian-ssh@lists.debian.org>", 1868 * 1024, "openssh",
                        "secure shell (SSH) server"),
                new InstalledPackage("dpkg", "libc6", "2.36-9+deb12u7", "amd64", "", "", 0, "glibc", ""));
    }

    @Test
    void theUpstreamVersionIsWithoutEpochAndRevision() {
        InstalledPackage openssh = new InstalledPackage("dpkg", "openssh-server", "1:9.2p1-2+deb12u3", "amd64", "", "",
                0, "", "");
        assertThat(openssh.upstreamVersion()).isEqualTo("9.2p1");
    }

    @Test
    void rpmPackagesAreRead() {
        assertThat(RpmQuery.parse("""
            bash\t5.1.8-9.el9\tx86_64\tUnspecified\tRed Hat, Inc.\t7738634\tbash-5.1.8-9.el9.src.rpm\tThe GNU shell
            gpg-pubkey\t8483c65d-5ccc5b19\t(none)\tPublic Keys\t(none)\t0\t(none)\tCentOS key
            rubbish
            """)).containsExactly(
                new InstalledPackage("rpm", "bash", "5.1.8-9.el9", "x86_64", "Unspecified", "Red Hat, Inc.", 7738634,
                        "bash", "The GNU shell"),
                new InstalledPackage("rpm", "gpg-pubkey", "8483c65d-5ccc5b19", "", "Public Keys", "", 0, "(none)",
                        "CentOS key"));
    }

    @Test
    void loadedSystemdServicesAreRead() {
        assertThat(SystemdUnits.parse("""
            Type=notify
            MainPID=612
            Id=ssh.service
            Description=OpenBSD Secure Shell server
            LoadState=loaded
            ActiveState=active
            SubState=running
            FragmentPath=/lib/systemd/system/ssh.service
            UnitFileState=enabled

            Type=simple
            MainPID=0
            Id=sendmail.service
            Description=sendmail.service
            LoadState=not-found
            ActiveState=inactive
            SubState=dead
            """)).containsExactly(new SystemdUnits.Unit("ssh.service", "OpenBSD Secure Shell server", "notify",
                "active", "running", "enabled", "/lib/systemd/system/ssh.service", 612));
    }
}
