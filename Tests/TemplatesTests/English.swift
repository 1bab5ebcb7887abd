import Templates

/// The shipped templates in French, with a reset and a newsletter in a terse English instead of the English that ships.
enum English {
    private static let loaded = Result { try copy().library() }

    /// Loaded once.
    static func library() throws -> TemplateLibrary { try loaded.get() }

    static func copy() throws -> Copy {
        let copy = try Copy()
        for kind in try copy.folders() { try copy.remove("\(kind)/en", ifPresent: true) }
        for part in ["text", "html"] {
            try copy.write("English footer\n", to: "layouts/en/legal.\(part).mustache")
            try copy.write("", to: "layouts/en/signature.\(part).mustache")
            try copy.write("Leave: {{unsubscribe_link}}\n", to: "layouts/en/unsubscribe.\(part).mustache")
            let body = "{{$body}}\nValid for {{valid_for}}, until {{expires_at}}:\n{{link}}\n{{/body}}\n"
            try copy.write("{{<frame.\(part)}}\n\(body){{/frame.\(part)}}\n", to: "password-reset/en/\(part).mustache")
            try copy.write(try copy.read("newsletter/fr/\(part).mustache"), to: "newsletter/en/\(part).mustache")
        }
        try copy.write("Choose a new password\n", to: "password-reset/en/subject.mustache")
        try copy.write("{{content.subject}}\n", to: "newsletter/en/subject.mustache")
        return copy
    }
}
