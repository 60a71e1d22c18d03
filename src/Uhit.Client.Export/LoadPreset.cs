namespace Uhit.Client.Export;

/// <summary>The tool that reads a load file.</summary>
public enum LoadPreset
{
    /// <summary>NREL SAM: a line with a heading, then one value of kW a line; no 29 February.</summary>
    Sam,

    /// <summary>REopt: one value of kW a line without heading; of a leap year the last day is left out.</summary>
    Reopt,

    /// <summary>HOMER Pro and Grid: one value of kW a line without heading, from 1 January; no 29 February.</summary>
    Homer,

    /// <summary>Aurora Solar: one value of kWh a line without heading; no 29 February.</summary>
    Aurora,
}
