/** Who talks with whom: viewers and their manners, handlers, answers, greetings. */
package io.oriel.messages.dispatch;
