using Uhit.Client.Wire;

namespace Uhit.Client.Conformance.Wire;

/// <summary>The one way in which a format refuses.</summary>
internal static class Refusal
{
    /// <summary>Whether a changed message is refused; it fails where it is refused otherwise, or with a value in the text.</summary>
    public static bool IsRefused(Mutation changed, Action<byte[]> read)
    {
        try
        {
            read(changed.Envelope);
            return false;
        }
        catch (WireFormatException refused)
        {
            Assert.False(
                refused.ToString().Contains(Mutation.Marker, StringComparison.Ordinal), $"{changed.Place}: the refusal repeats the value.");
            Assert.False(string.IsNullOrWhiteSpace(refused.Code), $"{changed.Place}: the refusal has no code.");
            Assert.False(string.IsNullOrWhiteSpace(refused.Path), $"{changed.Place}: the refusal names no place.");
            return true;
        }
        catch (Exception other) when (other is not Xunit.Sdk.XunitException)
        {
            Assert.Fail($"{changed.Place}: what is wrong is told by a WireFormatException. This was {other.GetType().Name}.");
            throw;
        }
    }
}
