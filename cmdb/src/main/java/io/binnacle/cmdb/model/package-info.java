/**
 * The classes of configuration items as data: read from YAML once at start, then immutable.
 *
 * <p>A class inherits the attributes of its parent; the model also says which relations may lead from which class to
 * which. {@link io.binnacle.cmdb.model.CiModelReader} refuses a file with any mistake and names all of them at once.
 */
@NullMarked
package io.binnacle.cmdb.model;

import org.jspecify.annotations.NullMarked;
