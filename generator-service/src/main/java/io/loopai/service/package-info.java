/** What the parts of the service share. */
package io.loopai.service;
