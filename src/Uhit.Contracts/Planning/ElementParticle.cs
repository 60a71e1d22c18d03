using System.Xml.Schema;

namespace Uhit.Contracts.Planning;

/// <summary>An element: its declaration, which is the global one where the schema refers to it.</summary>
internal sealed record ElementParticle(XmlSchemaElement Declaration, int Min, int Max) : Particle(Min, Max);
