namespace Uhit.Client.Simulator.Data;

/// <summary>What became of a reading on its way from the meter to the interval file.</summary>
internal enum ReadingQuality : byte
{
    Actual,
    Estimated,
    Missing,
}
