/**
 * The classes of configuration items as data: those that the program ships (a YAML file for each area) and those that
 * people make here ({@link io.binnacle.cmdb.model.CiModels}).
 *
 * <p>A class inherits the attributes of its parent, and says how its items are identified, whose values count, and which
 * relations may lead from and to it. {@link io.binnacle.cmdb.model.CiModelReader} refuses a file with any mistake and
 * names all of them at once, each with file, line, field, what was expected and what came.
 *
 * <p>The journey of a change: YAML or a form becomes a {@link io.binnacle.cmdb.model.ClassDefinition}; it is put
 * together with the shipped files to a new {@link io.binnacle.cmdb.model.CiModel}; a
 * {@link io.binnacle.cmdb.model.ClassMigration} for each changed class turns the values of its items, and each value
 * that has no place is an {@link io.binnacle.cmdb.model.Obstacle}; without any the model comes into force.
 *
 * <p>Invariants:
 * <ul>
 * <li>A model is immutable; a new one takes its place as a whole.</li>
 * <li>What comes with the program can be added to, never changed or deleted.</li>
 * <li>A model is in force exactly when all stored values fit it, or did not before.</li>
 * </ul>
 */
@NullMarked
package io.binnacle.cmdb.model;

import org.jspecify.annotations.NullMarked;
