import Mail

/// A kind with what its folder says beside the definition.
package struct TemplateKind: Sendable, Hashable {
    package var definition: KindDefinition
    package var description: KindDescription
    /// Values for the parameters, a JSON object: what checks, tests, the demo and the preview render.
    package var sampleParameters: String
    /// An issue's content, a JSON object, for a bulk kind.
    package var sampleContent: String?
}
