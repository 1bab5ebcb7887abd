import ArgumentParser
import FoundationEssentials

/// Options of every command that reads the settings.
struct SettingsOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The settings file, instead of \(SettingsFile.standardPath).", valueName: "file"))
    var config: String?

    func settings(for scope: SettingsScope) throws -> Settings {
        try SettingsReader.read(file: config, for: scope)
    }

    /// What is right of the settings, and all that is not.
    func survey(for scope: SettingsScope) -> (settings: Settings, faults: [SettingFault]) {
        SettingsReader.survey(.named(config), for: scope, environment: ProcessInfo.processInfo.environment)
    }
}

/// Options of every command that looks at the templates.
struct TemplatesOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The templates' folder, instead of the setting templates.directory.", valueName: "folder"))
    var templates: String?

    func directory(_ settings: Settings) throws -> String {
        try TemplatesFolder.path(templates ?? settings[Keys.Templates.directory])
    }
}

/// For commands whose answer a program may read.
struct JSONOption: ParsableArguments {
    @Flag(help: "Answer in JSON, for programs.")
    var json = false
}
