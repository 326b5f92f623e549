# Completion of undertone in bash. The program is asked for the words; where it has none, files are completed.
_undertone() {
    local line=${COMP_LINE:0:COMP_POINT} name about
    local word=${line##*[[:space:]]}
    # Bash replaces what stands behind the last of its own separators, such as : and =.
    local kept=${word%"${word##*["$COMP_WORDBREAKS"]}"}
    line=${line#*"${COMP_WORDS[0]}"}
    line=${line#"${line%%[![:space:]]*}"}
    COMPREPLY=()
    while IFS=$'\t' read -r name about; do
        COMPREPLY+=("${name#"$kept"}")
    done < <("${COMP_WORDS[0]/#\~/$HOME}" '[suggest]' "$line" 2>/dev/null)
    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]]; then compopt -o nospace 2>/dev/null; fi
}
complete -o default -o bashdefault -F _undertone undertone
