using System.CommandLine;
using Uhit.Client.Certificates;

namespace Uhit.Cli.Options;

/// <summary>Who may call the receiver.</summary>
internal sealed class PeerArguments
{
    private readonly Option<string[]> _allow = new("--allow")
    {
        Description =
            "Who may call: a Distinguished Name whose certificate leads to --trust, or the pin sha256:… of a key. May be repeated.",
        HelpName = "DN|sha256:…",
        Required = true,
        Arity = ArgumentArity.OneOrMore,
    };

    public PeerArguments() => _allow.Validators.Add(result =>
    {
        foreach (var text in result.Tokens.Select(token => token.Value))
        {
            if (IsPin(text) ? !KeyPin.TryParse(text, out _) : !DistinguishedName.TryParse(text, out _))
            {
                result.AddError(
                    $"--allow: '{text}' is neither a Distinguished Name, such as \"CN=uhit.cnp.example,O=CNP,C=US\", nor a pin (sha256: "
                        + "and the SHA-256 of the key in hex or Base64).");
            }
        }
    });

    public void AddTo(Command command) => command.Add(_allow);

    public IReadOnlyList<string> Texts(ParseResult parsed) => parsed.GetRequiredValue(_allow);

    public void Apply(ParseResult parsed, string trustFile, IList<PeerOptions> peers)
    {
        foreach (var text in Texts(parsed))
        {
            peers.Add(Peer(text, trustFile, peers.Count == 0 ? "CNP" : $"CNP-{peers.Count + 1}"));
        }
    }

    public static PeerOptions Peer(string text, string trustFile, string name)
    {
        var peer = new PeerOptions { Name = name };
        if (IsPin(text))
        {
            peer.PinnedKeys.Add(text);
        }
        else
        {
            peer.DistinguishedName = text;
            peer.RootFiles.Add(trustFile);
        }

        return peer;
    }

    private static bool IsPin(string text) => text.StartsWith("sha256:", StringComparison.OrdinalIgnoreCase);
}
