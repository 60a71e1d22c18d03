namespace Uhit.Client.Tests;

/// <summary>Tests that put the process into another time zone: nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MachineZoneCollection
{
    public const string Name = "zone of the process";
}
