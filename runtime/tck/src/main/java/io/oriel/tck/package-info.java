/**
 * The contracts of Oriel as abstract tests. Whoever writes a converter, a renderer, a stage reader,
 * a transport or a message handler extends the contract of its kind in its own tests and says where
 * the part comes from; each rule that can be seen from outside is one test, named after the rule.
 * The classes named Fake are the other side of a part: what the engine would hand to it.
 */
package io.oriel.tck;
