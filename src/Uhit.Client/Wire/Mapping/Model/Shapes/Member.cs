namespace Uhit.Client.Wire.Mapping.Model.Shapes;

/// <summary>A name of an object, what may stand there, and what it means.</summary>
internal sealed record Member(string Name, Shape Shape, string Description, bool IsRequired = false);
