package org.jackfield.discovery.mdns;

import java.util.List;

/**
 * A query or an answer. The sections of authorities and additional records are told apart by nobody who reads them: peers put their
 * addresses here and there.
 *
 * @param response    whether it answers; else it asks
 * @param questions   what is asked; of an answer none
 * @param answers     the records of the answer section
 * @param additionals all further records
 */
record DnsMessage(boolean response, List<Question> questions, List<ResourceRecord> answers, List<ResourceRecord> additionals) {
    DnsMessage {
        questions = List.copyOf(questions);
        answers = List.copyOf(answers);
        additionals = List.copyOf(additionals);
    }

    /**
     * One question, of class IN or any.
     *
     * @param type what kind of record is asked for, see {@link ResourceRecord}
     */
    record Question(DnsName name, int type) {
        boolean asksFor(int... types) {
            for (int wanted : types) {
                if (type == wanted || type == ResourceRecord.ANY) {
                    return true;
                }
            }
            return false;
        }
    }

    static DnsMessage query(DnsName name, int type) {
        return new DnsMessage(false, List.of(new Question(name, type)), List.of(), List.of());
    }

    static DnsMessage answer(List<ResourceRecord> answers, List<ResourceRecord> additionals) {
        return new DnsMessage(true, List.of(), answers, additionals);
    }
}
