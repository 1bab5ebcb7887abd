/// What an operator wants to know or do, and how: the manual's first pages, for whoever has nothing else at hand.
struct ManualTask {
    let question: String
    let commands: [String]
    let answer: String

    static let all = [
        ManualTask(
            question: "Is all well?", commands: ["facteur status", "facteur doctor"],
            answer:
                "The first says what waits and what is wrong now, the second whether settings, database and relay are right."
        ),
        ManualTask(
            question: "Why has she not got her mail?",
            commands: ["facteur find marie@client.example", "facteur show MESSAGE"],
            answer:
                "The first lists all mail to an address, newest first, with the id and the state of each. The second tells one message's "
                + "life: every attempt with the relay's own words, why it was refused or what it waits for, and what to do."
        ),
        ManualTask(
            question: "Send one again that failed", commands: ["facteur retry MESSAGE"],
            answer:
                "Once the reason is gone. A message whose secret link was deleted with its end is enqueued anew by the application."
        ),
        ManualTask(
            question: "Hold up newsletters, or one kind of mail, and go on",
            commands: ["facteur pause bulk", "facteur resume bulk", "facteur pause newsletter"],
            answer: "Nothing is lost meanwhile; links expire as ever. The lane transactional holds resets and the like."
        ),
        ManualTask(
            question: "A message is in doubt",
            commands: ["facteur resolve MESSAGE --sent", "facteur resolve MESSAGE --resend"],
            answer:
                "Nobody read the relay's answer to it: look for the Message-ID, which begins with the message's id, in the relay's log."
        ),
        ManualTask(
            question: "An address gets no mail any more", commands: ["facteur unsuppress marie@client.example"],
            answer: "It was found to be dead, or its reader complained; show says which."),
        ManualTask(
            question: "Watch it work",
            commands: ["facteur tail", "journalctl -u facteur -f"],
            answer: "The first from any machine that reaches the database, the second where the worker runs."),
    ]
}
