using System.Net.Http.Headers;

namespace Uhit.Client.Http;

/// <summary>Reads <c>Retry-After</c>, as seconds or as a date, and keeps it between 1 second and 24 hours.</summary>
internal static class RetryAfter
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Most = TimeSpan.FromHours(24);

    public static TimeSpan? Read(HttpResponseHeaders headers, TimeProvider time)
    {
        if (headers.RetryAfter is { } parsed)
        {
            return Clamp(parsed.Delta ?? (parsed.Date!.Value - time.GetUtcNow()));
        }

        if (!headers.TryGetValues("Retry-After", out var values))
        {
            return null;
        }

        // A number that overflows the parser, or is negative, still says that the server wants to be left alone or asked again.
        var text = values.First().Trim();
        return text.Length > 0 && text.All(char.IsAsciiDigit) ? Most
            : text.StartsWith('-') && text.Length > 1 && text.Skip(1).All(char.IsAsciiDigit) ? Least : null;
    }

    private static TimeSpan Clamp(TimeSpan value) => value < Least ? Least : value > Most ? Most : value;
}
