using System.Text.Json;

namespace Grains.Catalog;

/// <summary>
/// Reads one object of a catalogue file member by member (<see cref="DeclaredScalars"/>, <see cref="DeclaredLists"/>). Every fault is noted
/// and a harmless value stands in, so that one pass finds them all; <see cref="Done"/> then names the members nobody asked for.
/// </summary>
internal sealed class DeclarationReader(LinedJson json, FileFaults faults)
{
    private readonly HashSet<string> known = [];
    private readonly HashSet<string> faulty = [];

    /// <summary>Where the file's faults go.</summary>
    public FileFaults Faults => faults;

    /// <summary>The names of the members.</summary>
    public IEnumerable<string> Members => json.Members.Select(static m => m.Name);

    /// <summary>A member's value.</summary>
    /// <param name="member">The member.</param>
    /// <param name="kind">The kind it must have; null for any.</param>
    /// <param name="expected">That kind in words.</param>
    /// <returns>The value; an empty one of the kind where it has another; null where absent.</returns>
    public LinedJson? Find(string member, JsonTokenType? kind, string expected)
    {
        known.Add(member);
        var found = json.Members.Find(m => m.Name == member).Value;
        if (found is not null && kind is not null && found.Kind != kind)
        {
            Require(false, member, "must be " + expected);
            return new LinedJson { Kind = kind.Value, Line = found.Line };
        }

        return found;
    }

    /// <summary>Notes a fault of a member unless something holds.</summary>
    /// <param name="holds">What must hold.</param>
    /// <param name="member">The member.</param>
    /// <param name="reason">What would be right.</param>
    public void Require(bool holds, string member, string reason)
    {
        if (!holds)
        {
            Fault(member, $"\"{member}\" {reason}");
        }
    }

    /// <summary>Notes a fault at a member's line, or the object's where it is absent; only the first of each member, since others follow from it.</summary>
    /// <param name="member">The member.</param>
    /// <param name="reason">What is wrong.</param>
    public void Fault(string member, string reason)
    {
        if (faulty.Add(member))
        {
            faults.Add(LineOf(member), reason);
        }
    }

    /// <summary>Notes that a list lacks an entry.</summary>
    /// <param name="member">The list.</param>
    /// <param name="entry">The entry in words.</param>
    public void Missing(string member, string entry) => faults.Add(LineOf(member), $"\"{member}\" misses {entry}");

    /// <summary>Notes that a required member is absent.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="member">The member.</param>
    /// <param name="standIn">What stands in for it.</param>
    /// <returns>The stand-in.</returns>
    public T Absent<T>(string member, T standIn)
    {
        Fault(member, $"misses the member \"{member}\"");
        return standIn;
    }

    /// <summary>Notes the members that nobody asked for.</summary>
    public void Done()
    {
        foreach (var (name, value) in json.Members)
        {
            if (!known.Contains(name))
            {
                faults.Add(value.Line, $"unknown member \"{name}\"; known are {string.Join(", ", known)}");
            }
        }
    }

    private int LineOf(string member) => json.Members.Find(m => m.Name == member).Value?.Line ?? json.Line;
}
