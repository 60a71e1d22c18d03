using System.Text.Json.Serialization;

namespace Uhit.Client.Reliability.Hosting;

/// <summary>Generated, because a child lives for a second and reflection takes a tenth of it.</summary>
[JsonSerializable(typeof(HostSettings))]
internal sealed partial class HostJson : JsonSerializerContext;
