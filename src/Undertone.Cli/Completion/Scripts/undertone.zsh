#compdef undertone
# Completion of undertone in zsh. The program is asked for the words; where it has none, files are completed.
_undertone() {
    local -a before names told
    local name about
    before=("${(@)words[2,CURRENT-1]}" "$PREFIX")
    while IFS=$'\t' read -r name about; do
        if [[ $name == *= ]]; then
            compadd -S '' -- "$name"
        else
            names+=("$name")
            told+=("$name${about:+  $about}")
        fi
    done < <(${~words[1]} '[suggest]' "${(j: :)before}" 2>/dev/null)
    if (( $#names )); then
        compadd -l -d told -a names
    elif (( ! compstate[nmatches] )); then
        _files
    fi
}
if [[ $funcstack[1] == _undertone ]]; then _undertone "$@"; else compdef _undertone undertone; fi
