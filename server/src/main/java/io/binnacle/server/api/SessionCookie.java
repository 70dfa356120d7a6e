package io.binnacle.server.api;

import java.time.Duration;

import com.linecorp.armeria.common.Cookie;
import com.linecorp.armeria.common.HttpHeaderNames;
import io.binnacle.server.http.Call;
import io.binnacle.server.http.NotSignedIn;

/** Puts the session's secret where scripts cannot read it and other sites cannot make the browser send it. */
final class SessionCookie {

    private final boolean secure;
    private final Duration life;

    SessionCookie(boolean secure, Duration life) {
        this.secure = secure;
        this.life = life;
    }

    void set(Call call, String secret) {
        write(call, secret, life.toSeconds());
    }

    void clear(Call call) {
        write(call, "", 0);
    }

    private void write(Call call, String value, long maxAge) {
        Cookie cookie = Cookie.secureBuilder(Call.SESSION_COOKIE, value).path("/").httpOnly(true).sameSite("Strict")
                .secure(secure).maxAge(maxAge).build();
        call.context().addAdditionalResponseHeader(HttpHeaderNames.SET_COOKIE, cookie.toSetCookieHeader());
    }

    /** The same for an unknown name, a wrong password and a disabled account. */
    static NotSignedIn wrongPassword() {
        return new NotSignedIn("The name or the password is wrong, or the account is disabled");
    }
}
