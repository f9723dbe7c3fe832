package org.jackfield.spi.datapath;

/** Which end of a link this node is; decides who proposes and who answers. */
public enum Role {
    /** Opened the link. */
    INITIATOR,
    /** Accepted the link. */
    RESPONDER
}
