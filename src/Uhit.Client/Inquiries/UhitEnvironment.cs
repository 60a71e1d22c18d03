using System.Text.Json.Serialization;

namespace Uhit.Client;

/// <summary>CNP's two environments. Always named, never assumed: it is stamped on every event and every stored row.</summary>
/// <remarks>In the testing phase all data that CNP returns is TEST data (guide 1.3).</remarks>
[JsonConverter(typeof(JsonStringEnumConverter<UhitEnvironment>))]
public enum UhitEnvironment
{
    /// <summary>No environment was named. Refused wherever an environment is required.</summary>
    Unspecified = 0,

    /// <summary>CNP's testing phase: whatever arrives is test data.</summary>
    Test = 1,

    /// <summary>Production.</summary>
    Production = 2,
}
