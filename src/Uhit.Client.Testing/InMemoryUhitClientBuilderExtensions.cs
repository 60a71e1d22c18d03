using Uhit.Client;
using Uhit.Client.Testing;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps the inquiries and callbacks of a named client in memory.</summary>
public static class InMemoryUhitClientBuilderExtensions
{
    /// <summary>Keeps everything in memory: for tests only. What was acknowledged is lost when the process ends.</summary>
    /// <param name="builder">The client.</param>
    public static UhitClientBuilder UseInMemoryStore(this UhitClientBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.UseStore(_ => new InMemoryUhitStore());
    }
}
