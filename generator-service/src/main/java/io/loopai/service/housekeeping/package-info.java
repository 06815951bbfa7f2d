/** What is done to the data folder from time to time: statistics of days, and what is deleted. */
package io.loopai.service.housekeeping;
