package io.binnacle.server.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says of a configuration record's component what it is for; the guide's reference is made of these. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {

    /** One sentence for whoever runs the program. */
    String about();

    /** The text that counts when nobody sets it; empty for none, which only a nullable component allows. */
    String standard() default "";

    /** Smallest number, byte size or seconds of a duration. */
    long min() default Long.MIN_VALUE;

    /** Largest number, byte size or seconds of a duration. */
    long max() default Long.MAX_VALUE;

    /** Whether its value must not be shown. */
    boolean secret() default false;
}
