/// What reads bytes that others choose, by the name under which `make fuzz` runs it.
let fuzzTargets: [String: @Sendable ([UInt8]) -> Void] = [
    "address": checkAddress,
    "canonical": checkCanonicalForms,
    "dialogue": checkDialogue,
    "header": checkHeader,
    "issue": checkIssue,
    "image": checkImage,
    "journal": checkJournal,
    "handshake": checkHandshake,
    "replies": checkReplies,
    "report": checkReport,
    "reply-parser": checkReplyParser,
    "secrets": checkSecrets,
    "settings": checkSettings,
    "template": checkTemplate,
    "webhook": checkWebhook,
]
